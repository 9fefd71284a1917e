import type { Host } from "../host.js"

/** How long and how often somebody is told; every field has a default. */
export interface Limits {
  /** How often at most: five times. */
  readonly tries: number
  /** The pause before the second try, in milliseconds; each further one is three times as long. Two seconds. */
  readonly pauseMs: number
  /** The longest pause that a server may ask for: a minute. If it asks for more, it is not tried again. */
  readonly longestPauseMs: number
  /** How long a connection may take: fifteen seconds. */
  readonly connectMs: number
  /** How long a server may keep silent: thirty seconds. */
  readonly silenceMs: number
  /** How long telling somebody may take in all, pauses and all: two minutes. */
  readonly totalMs: number
  /** How large the files of a mail may be in all, as they travel: 20 megabytes. */
  readonly enclosedBytes: number
}

/** The limits unless others are given. */
export const usualLimits: Limits = {
  tries: 5,
  pauseMs: 2_000,
  longestPauseMs: 60_000,
  connectMs: 15_000,
  silenceMs: 30_000,
  totalMs: 120_000,
  enclosedBytes: 20_000_000,
}

/** What everybody who tells somebody needs: the world, the limits, a signal to stop at. */
export interface Sending {
  readonly host: Host
  readonly limits: Limits
  readonly signal?: AbortSignal | undefined
  /** Is told each secret that comes to be known on the way, such as a token, so that it can be struck out. */
  readonly learn?: ((secret: string) => void) | undefined
}

/** A length of time in words, such as 30 seconds. */
export function inSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds === 1 ? "1 second" : `${seconds} seconds`
}
