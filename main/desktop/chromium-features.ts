/**
 * What the window's Chromium goes without.
 *
 * After a key it holds everything else than drawing back until the next frame is shown (DeferRendererTasksAfterInput): kind to
 * pages that wait for a network; but an answer of this process is there after 5 ms, and the rows would come a frame later.
 */
export const DISABLED_FEATURES: readonly string[] = ['DeferRendererTasksAfterInput'];
