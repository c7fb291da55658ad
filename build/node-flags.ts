/** What Node is started with, in either host. README's unit and container, package.json and electron-builder.yml repeat it. */

/**
 * V8 makes room for what is garbage at once by how much it has seen survive. By default that grows until reading or signing
 * a zone of 100,000 names leaves 130 MB of it standing, which an idle process never gives back, and one collection stops the
 * main thread for 50 to 200 ms. With 4 MB (twice) collections are more and shorter, and nothing is slower.
 * 8 MB would leave 30 MB less standing after an import, and stop the thread for up to 57 ms.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=4'];
