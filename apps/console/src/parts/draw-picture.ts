/** How many pixels of the picture are one of the page: sharp in print and on a slide. */
const scale = 2;
/** What is left around what is shown, in pixels of the page. */
const marginPx = 16;

/** How something looks: what is computed of these is written on every part of the copy, which no style sheet reaches. */
const looks =
  /^(?:align|background|border|box-sizing|clip|color|column-gap|display|dominant|fill|flex|font|gap|grid|height|justify|letter|line-height|list-style|margin|max-|min-|opacity|overflow|padding|place|position|row-gap|stroke|text|transform$|visibility|white-space|width|word)/;

/**
 * A part of the page as a PNG, drawn in the browser as it is seen: its scheme, its width. What is marked `no-print`, and
 * what is there for ears alone, is left out.
 */
export async function drawPicture(shown: HTMLElement): Promise<Blob> {
  const { width, height } = shown.getBoundingClientRect();
  const copy = shown.cloneNode(true) as HTMLElement;
  writeLooks(shown, copy);
  for (const aside of copy.querySelectorAll(".no-print, .heard")) aside.remove();
  const markup = new XMLSerializer().serializeToString(copy);
  const inside = `<foreignObject width="${width}" height="${height}">${markup}</foreignObject>`;
  const image = new Image();
  // As `data:` and not as `blob:`, of which a browser lets no picture be taken.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`,
  )}`;
  await image.decode();
  return paint(image, width, height, getComputedStyle(shown).backgroundColor);
}

function writeLooks(from: Element, to: Element): void {
  if (to instanceof HTMLElement || to instanceof SVGElement) {
    const style = getComputedStyle(from);
    for (const name of style) if (looks.test(name)) to.style.setProperty(name, style.getPropertyValue(name));
  }
  for (const [place, child] of [...from.children].entries()) {
    const twin = to.children[place];
    if (twin !== undefined) writeLooks(child, twin);
  }
}

function paint(image: HTMLImageElement, width: number, height: number, ground: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((width + 2 * marginPx) * scale);
  canvas.height = Math.ceil((height + 2 * marginPx) * scale);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser draws no pictures");
  pen.scale(scale, scale);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, marginPx, marginPx, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture is empty")) : resolve(blob)));
  });
}
