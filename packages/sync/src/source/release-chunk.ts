/**
 * Gives the memory of a chunk back at once. Left to the garbage collector, chunks of 1 MiB pile up to 70 MiB before it
 * looks at them, whatever the size of the file.
 */
export function releaseChunk(chunk: Uint8Array): void {
  const { buffer } = chunk;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength) buffer.transfer(0);
}
