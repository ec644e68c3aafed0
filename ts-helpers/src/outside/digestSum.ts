/** Adds a digest to the sum of others, whatever their order: modulo 2 to the 256. */
export const addDigest = (sum: Buffer, digest: Buffer): void => {
  let carry = 0;
  for (let at = sum.length - 1; at >= 0; at--) {
    carry += (sum[at] ?? 0) + (digest[at] ?? 0);
    sum[at] = carry & 0xff;
    carry >>= 8;
  }
};
