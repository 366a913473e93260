import { type ReactNode, useEffect, useRef } from "react";

/** What came of a deed far up on the page: it is brought before the eyes, and the keyboard goes on from there. */
export function InView({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={place} tabIndex={-1} style={{ outline: "none", scrollMarginTop: 72 }}>
      {children}
    </div>
  );
}
