import assert from "node:assert/strict";
import { test } from "node:test";
import { collectionAddress, dialectNames, dialects, serviceAddress } from "./dialect.ts";

test("knows every dialect by its name", () => {
  assert.deepEqual([...dialects.keys()].sort(), [...dialectNames].sort());
  for (const { name, version, pageSize } of dialects.values()) {
    assert.ok(pageSize >= 100 && pageSize <= 10_000, name);
    assert.ok(version === "1.1" || version === "1.2");
  }
});

test("finds the service however a district typed its address", () => {
  const typed = [
    "https://sis.example.org/campus",
    "https://sis.example.org/campus/",
    " https://SIS.example.org/campus/ims/oneroster/v1p1/ ",
    "https://sis.example.org/campus/ims/oneroster",
    "https://sis.example.org/campus/ims/oneroster/rostering/v1p2?x=1",
  ];
  for (const one of typed) {
    assert.equal(serviceAddress(one, "1.1")?.href, "https://sis.example.org/campus/ims/oneroster/v1p1");
    assert.equal(
      serviceAddress(one, "1.2")?.href,
      "https://sis.example.org/campus/ims/oneroster/rostering/v1p2",
    );
  }
});

test("takes no address with a password in it, and none that is no address", () => {
  for (const one of ["", "sis.example.org", "ftp://sis.example.org", "https://me:secret@sis.example.org"])
    assert.equal(serviceAddress(one, "1.2"), undefined);
});

test("keeps an encoded part of the path as it is, and puts no slash before the query (Q125)", () => {
  const service = serviceAddress("https://proxy.example.org/%2FaBc0ed75Gs%3D", "1.1");
  assert.ok(service);
  assert.equal(
    collectionAddress(service, "users").href,
    "https://proxy.example.org/%2FaBc0ed75Gs%3D/ims/oneroster/v1p1/users",
  );
});
