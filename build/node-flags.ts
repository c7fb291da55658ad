/** What Node is started with for the headless host; README's unit and container say the same. */

/**
 * V8 makes room for what is garbage at once by how much it has seen survive: reading a zone of 100,000 names leaves 130 MB of
 * it standing, which an idle process never gives back. With 8 MB (twice) collections are more and shorter, and nothing is
 * slower.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=8'];
