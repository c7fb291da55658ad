/** What Node is started with, in either host. README's unit and container, package.json and electron-builder.yml repeat it. */

/**
 * V8 makes room for what is garbage at once by how much it has seen survive. By default that grows until reading or signing
 * a zone of 100,000 names leaves 130 MB of it standing, which an idle process never gives back. With 8 MB (twice) collections
 * are more and shorter, and nothing is slower. Less than that leaves more standing in the old generation.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=8'];
