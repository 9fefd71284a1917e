/** A length of time of a schedule in its two parts: whole days, which are days of the calendar, and the rest. Both in milliseconds. */
export interface Length {
  readonly days: number
  readonly ms: number
}

/** A length of time such as P10D, PT2H or P1DT12H, as the model lets it through. */
export function lengthOf(duration: string): Length {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? []
  return {
    days: (Number(weeks) * 7 + Number(days)) * 86_400_000,
    ms: (Number(hours) * 60 + Number(minutes)) * 60_000,
  }
}

/** The same in milliseconds, a day as 24 hours. */
export function milliseconds(duration: string): number {
  const { days, ms } = lengthOf(duration)
  return days + ms
}
