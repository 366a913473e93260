/**
 * Gives the memory of a chunk back at once. Left to the garbage collector, chunks of 1 MiB pile up to 70 MiB before it
 * looks at them, whatever the size of the file.
 *
 * @NOTE zlib and the ciphers fill a buffer piece by piece and are done with it at its end, so only the chunk that ends
 * its buffer takes it away, with the chunks before it.
 */
export function releaseChunk(chunk: Uint8Array): void {
  const { buffer } = chunk;
  // Small buffers of Node share one pool.
  if (buffer.byteLength <= Buffer.poolSize) return;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteOffset + chunk.byteLength)
    buffer.transfer(0);
}
