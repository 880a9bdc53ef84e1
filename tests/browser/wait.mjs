// Waiting for what is to come true.

/** What a test says when something did not come true. */
export class Missed extends Error {}

/** Waits for a while. */
export const sleep = (time_ms) => new Promise((resolve) => setTimeout(resolve, time_ms));

/**
 * Waits until `look` gives something, and gives it.
 * @param {() => T | Promise<T>} look
 * @param {number} limit_ms
 * @param {string | (() => string | Promise<string>)} what was waited for, for the message when it does not come
 * @template T
 */
export async function until(look, limit_ms, what) {
  const end_ms = Date.now() + limit_ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() >= end_ms) {
      throw new Missed(`not within ${limit_ms / 1000} s: ${typeof what === "function" ? await what() : what}`);
    }
    await sleep(20);
  }
}

/** Fails unless `is`. */
export function check(is, message) {
  if (!is) throw new Missed(message);
}
