import type { Host } from "../host.js"

const numbers = { SIGINT: 2, SIGTERM: 15 } as const
const signals = ["SIGINT", "SIGTERM"] as const

/** Hears the signals that ask the program to stop, until it is told to forget them. */
export interface Asked {
  /** Given at the first of them: what is in hand may be ended. The second ends the program at once, as it would by itself. */
  readonly signal: AbortSignal
  readonly forget: () => void
}

/**
 * Listens to SIGINT and SIGTERM. It goes on listening after the first, since a browser that prints a note ends at a signal that
 * nobody else answers.
 */
export function hearSignals(host: Host): Asked {
  const stop = new AbortController()
  const onSignal = (signal: (typeof signals)[number]) => {
    if (stop.signal.aborted) process.exit(128 + numbers[signal])
    host.say("stopping: the edition in hand is ended first; a second signal ends at once")
    stop.abort()
  }
  for (const signal of signals) process.on(signal, onSignal)
  const forget = () => {
    for (const signal of signals) process.off(signal, onSignal)
  }
  return { signal: stop.signal, forget }
}
