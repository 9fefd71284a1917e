import { inSeconds, type Sending } from "./limits.js"

/** What came of one attempt to tell somebody. */
export type Attempt =
  | { readonly came: "through"; readonly reason?: string }
  | {
      readonly came: "back"
      readonly reason: string
      /** Whether it may pass by itself, so that another attempt is worth while. */
      readonly passing: boolean
      /** How long the other side asks to wait before that. */
      readonly afterMs?: number | undefined
      /** Whether some of those addressed were told all the same. */
      readonly partly?: boolean
    }

/** What came of all attempts. */
export interface Outcome {
  readonly tries: number
  readonly sent: boolean
  readonly reason: string | null
}

/** An attempt that came to nothing. */
export type Setback = Extract<Attempt, { came: "back" }>

/** An attempt that is not worth another. */
export const forGood = (reason: string): Setback => ({ came: "back", reason, passing: false })

/**
 * Tries until somebody was told, with growing pauses, as long as what hinders may pass and time is left. Never fails. An
 * attempt that throws counts as a fault that does not pass.
 */
export async function attempts(
  attempt: (signal: AbortSignal) => Promise<Attempt>,
  { host, limits, signal }: Sending,
): Promise<Outcome> {
  const until = performance.now() + limits.totalMs
  const left = () => until - performance.now()
  let partly = false
  let before = ""
  for (let tries = 1; ; tries++) {
    const result = await within(left(), signal, attempt)
    if (result.came === "through") return { tries, sent: true, reason: result.reason ?? null }
    partly ||= result.partly ?? false
    // Of a try that was cut short the one before it tells more.
    const reason = result.stopped && before ? `${before}; the last try: ${result.reason}` : result.reason
    const ended = (more = "") => ({ tries, sent: partly, reason: `${reason}${more}` })
    before = result.reason
    if (!result.passing || tries >= limits.tries || signal?.aborted) return ended()
    const afterMs = result.afterMs ?? 0
    if (afterMs > limits.longestPauseMs) return ended(`; it asks to wait for ${inSeconds(afterMs)}`)
    const pauseMs = Math.max(limits.pauseMs * 3 ** (tries - 1), afterMs)
    if (pauseMs >= left()) return ended()
    await host.wait(pauseMs, signal)
    if (signal?.aborted) return ended()
  }
}

/** An attempt is given some time to end by itself after it was told to stop, then it is left alone. */
const graceMs = 250

async function within(
  ms: number,
  signal: AbortSignal | undefined,
  attempt: (signal: AbortSignal) => Promise<Attempt>,
): Promise<Attempt & { readonly stopped?: boolean }> {
  if (signal?.aborted) return forGood("stopped before it was sent")
  const stop = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const late = new Promise<Attempt>(done => {
    const end = (reason: string) => () => {
      stop.abort(new Error(reason))
      timers.push(setTimeout(() => done(forGood(reason)), graceMs))
    }
    timers.push(setTimeout(end(`not done within ${inSeconds(ms)}`), ms))
    signal?.addEventListener("abort", end("stopped before it was done"), { once: true, signal: stop.signal })
  })
  try {
    const result = await Promise.race([attempt(stop.signal), late])
    return { ...result, stopped: stop.signal.aborted }
  } catch (error) {
    return forGood(error instanceof Error ? error.message : String(error))
  } finally {
    for (const timer of timers) clearTimeout(timer)
    stop.abort()
  }
}
