/** The number of a source in its district. Every district numbers its own, so it never stands without the district. */
export type SourceId = number & { readonly brand: "SourceId" };
