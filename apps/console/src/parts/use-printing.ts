import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether the page is being put on paper: what stands behind tabs on a screen is then drawn one below the other. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const paper = window.matchMedia("print");
    // The browser takes the picture right after this event: the page must be drawn before it returns.
    const onChange = (): void => flushSync(() => setPrinting(paper.matches));
    paper.addEventListener("change", onChange);
    return () => paper.removeEventListener("change", onChange);
  }, []);
  return isPrinting;
}
