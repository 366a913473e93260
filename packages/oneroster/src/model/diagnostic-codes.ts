/**
 * blocking: nothing of the package may be used. error: a row (or an optional file) is left out.
 * warning: a value is left out or repaired. info: worth a line, changes nothing.
 */
export type Severity = "blocking" | "error" | "warning" | "info";

/**
 * Every code the CSV reader can give, with its severity. A code is never renamed or reused once shipped.
 * Row and value codes carry the table in `place.file` and the cell in `place.column`.
 */
export const diagnosticCodes = {
  // the package
  "package.files.none": "blocking",
  "package.folder.several": "blocking",
  "package.folder.nested": "warning",
  "package.format.unsupported": "blocking",
  "package.version.mixed": "warning",
  "package.manifest.alone": "info",
  "package.manifest.missing": "warning",

  // the manifest
  "manifest.header.unreadable": "blocking",
  "manifest.column.misspelt": "warning",
  "manifest.property.unknown": "warning",
  "manifest.version.excel": "warning",
  "manifest.version.missing": "warning",
  "manifest.version.unknown": "warning",
  "manifest.mode.unknown": "blocking",
  "manifest.file.missing": "blocking",
  "manifest.file.unneeded-missing": "warning",
  "manifest.file.absent-present": "warning",

  // a file as a whole
  "file.name.case": "warning",
  "file.name.duplicate": "blocking",
  "file.name.similar": "blocking",
  "file.name.spare": "warning",
  "file.required.missing": "blocking",
  "file.optional.missing": "warning",
  "file.optional.unusable": "error",
  "file.bytes.none": "blocking",
  "file.bytes.nul": "blocking",
  "file.type.other": "blocking",
  "file.content.other": "blocking",
  "file.rows.none": "warning",
  "file.encoding.guessed": "warning",
  "file.encoding.differs": "warning",
  "file.encoding.invalid": "blocking",
  "file.encoding.mixed": "blocking",
  "file.delimiter.other": "warning",
  "file.quote.unclosed": "blocking",
  "file.record.too-large": "blocking",
  "file.end.cut-off": "blocking",

  // a header
  "file.header.missing": "blocking",
  "file.column.missing": "blocking",
  "file.column.duplicate": "blocking",
  "file.column.too-many": "blocking",
  "file.column.defaulted": "warning",
  "file.column.case": "warning",
  "file.column.misspelt": "warning",
  "file.column.older": "warning",
  "file.column.invisible": "warning",
  "file.column.unnamed": "warning",
  "file.column.unknown": "info",
  "file.column.sensitive": "warning",
  "file.column.school-level": "info",

  // a row that is left out
  "row.id.missing": "error",
  "row.id.scientific": "error",
  "row.id.invisible": "error",
  "row.id.too-long": "error",
  "row.cells.few": "error",
  "row.cells.many": "error",
  "row.quote.swallows": "error",
  "row.status.missing": "error",
  "row.status.unknown": "error",
  "row.reference.missing": "error",
  "user.role.missing": "error",
  "user.enabled.unreadable": "error",
  "role.role.missing": "error",
  "enrollment.role.missing": "error",
  "enrollment.role.unknown": "error",
  "guardian.identity.missing": "error",

  // a row that is kept, with something repaired or left out
  "row.cells.padded": "warning",
  "row.quote.stray": "warning",
  "row.status.deleted-in-bulk": "warning",
  "value.null.word": "warning",
  "value.text.too-long": "warning",
  "value.email.invalid": "warning",
  "value.reference.damaged": "warning",
  "value.list.separator": "warning",
  "value.boolean.unusual": "warning",
  "value.boolean.unreadable": "warning",
  "value.date.unreadable": "warning",
  "value.date.order": "warning",
  "value.grade.unknown": "warning",
  "org.type.unknown": "warning",
  "session.type.unknown": "warning",
  "session.year.derived": "warning",
  "class.type.unknown": "warning",
  "user.role.synonym": "warning",
  "user.role.unknown": "warning",
  "user.enabled.missing": "warning",
  "user.name.missing": "warning",
  "user.username.missing": "warning",
  "role.type.unknown": "warning",
  "enrollment.role.synonym": "warning",
} as const satisfies Record<string, Severity>;

/** A code that the reader can give. */
export type DiagnosticCode = keyof typeof diagnosticCodes;
