const fewest = 4

/** The first field of a cron expression that comes true at these minutes of each hour; each quarter of it if they are many. */
export function minuteField(minutes: readonly number[]): string {
  const distinct = [...new Set(minutes)].sort((a, b) => a - b)
  return distinct.length > fewest ? "*/15" : distinct.join(",")
}
