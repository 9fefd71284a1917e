import { Temporal } from "temporal-polyfill"

/**
 * A time zone in plain numbers: milliseconds since 1970, of instants, and of clocks on the wall as if they stood in UTC. It
 * reckons as Temporal does, which takes a thousand times as long for each: too long for a calendar of many thousand slots.
 */
export interface Zone {
  /** As the IANA database writes it. */
  readonly id: string
  /** By how much clocks are ahead of UTC at an instant. */
  offset(at: number): number
  /** What clocks show at an instant. */
  wall(at: number): number
  /** When clocks show a time: as much later as they skip if they skip it, the first of two if it comes twice. */
  instant(wall: number): number
}

/** A span of instants over which clocks do not change; its end is outside. */
interface Steady {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const dayMs = 86_400_000
const known = new Map<string, Zone>()

/** A time zone by its name; a RangeError if it is none. */
export function zoneOf(name: string): Zone {
  const zone = known.get(name) ?? makeZone(name)
  known.set(name, zone)
  return zone
}

function makeZone(name: string): Zone {
  const { timeZoneId: id } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
  const spans: Steady[] = []
  let last: Steady | undefined
  const steadyAt = (at: number): Steady => {
    const isIn = ({ from, to }: Steady) => from <= at && at < to
    if (last && isIn(last)) return last
    last = spans.find(isIn)
    if (!last) {
      last = steady(at, id)
      spans.push(last)
    }
    return last
  }
  const offset = (at: number) => steadyAt(at).offset
  const instant = (wall: number) => {
    // No zone is a day from UTC, nor changes its clocks twice within two: so these are the offsets before and after.
    const [before, after] = [offset(wall - dayMs), offset(wall + dayMs)]
    const found = [wall - before, wall - after].filter(at => offset(at) === wall - at)
    return found.length > 0 ? Math.min(...found) : wall - before
  }
  return { id, offset, wall: at => at + offset(at), instant }
}

function steady(at: number, id: string): Steady {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id)
  const begun = here.add({ milliseconds: 1 }).getTimeZoneTransition("previous")
  const ends = here.getTimeZoneTransition("next")
  return {
    from: begun?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: ends?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1e6,
  }
}
