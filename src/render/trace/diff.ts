/** What two sequences have in common: for each member of the first, where it stands in the second, or -1. */
export function alignment(before: readonly number[], after: readonly number[]): readonly number[] {
  const found = new Array<number>(before.length).fill(-1)
  let start = 0
  let [endA, endB] = [before.length, after.length]
  while (start < endA && start < endB && before[start] === after[start]) {
    found[start] = start
    start++
  }
  while (endA > start && endB > start && before[endA - 1] === after[endB - 1]) found[--endA] = --endB
  const inner = longestPath(before.slice(start, endA), after.slice(start, endB))
  for (const [a, b] of inner) found[a + start] = b + start
  return found
}

/** Two texts that differ more than this in their middle are taken to have nothing in common there. */
const mostEdits = 1500

/** The pairs of the greatest common subsequence (E. W. Myers, An O(ND) Difference Algorithm, 1986). */
function longestPath(a: readonly number[], b: readonly number[]): (readonly [number, number])[] {
  const most = Math.min(a.length + b.length, mostEdits)
  const zero = most + 1
  const reach = new Int32Array(2 * zero + 1)
  const steps: Int32Array[] = []
  for (let d = 0; d <= most; d++) {
    steps.push(reach.slice(zero - d - 1, zero + d + 2))
    for (let k = -d; k <= d; k += 2) {
      const [below = 0, above = 0] = [reach[zero + k - 1], reach[zero + k + 1]]
      let x = isDown(k, d, below, above) ? above : below + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      reach[zero + k] = x
      if (x >= a.length && x - k >= b.length) return walkBack(steps, a.length, b.length)
    }
  }
  return []
}

const isDown = (k: number, d: number, below: number, above: number) => k === -d || (k !== d && below < above)

function walkBack(steps: readonly Int32Array[], endA: number, endB: number) {
  const pairs: (readonly [number, number])[] = []
  let [x, y] = [endA, endB]
  for (let d = steps.length - 1; d >= 0; d--) {
    const k = x - y
    const [below = 0, above = 0] = [steps[d]?.[k + d], steps[d]?.[k + d + 2]]
    const down = isDown(k, d, below, above)
    const fromX = d === 0 ? 0 : down ? above : below
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1)
    while (x > fromX && y > fromY) pairs.push([--x, --y] as const)
    ;[x, y] = [fromX, fromY]
  }
  return pairs.reverse()
}
