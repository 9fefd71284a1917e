import { randomBytes } from "node:crypto"
import { open, rm, stat, truncate } from "node:fs/promises"
import { join } from "node:path"

/** The name of the file that keeps room in a folder, and how many bytes it has when it is whole. */
export const reserve = { name: ".reserve", bytes: 262_144 } as const

const pieceBytes = 32_768

/**
 * Keeps room in a folder for what must be written down when the disk is full, by a file that takes it; made whole again if there is
 * four times as much to spare, so that the last room is left to others. It never fails: what cannot be kept is not.
 */
export async function keepReserve(folder: string, free: number | undefined): Promise<void> {
  const path = join(folder, reserve.name)
  const size = (await stat(path).catch(() => undefined))?.size ?? 0
  if (size >= reserve.bytes || (free !== undefined && free < 4 * reserve.bytes)) return
  try {
    const file = await open(path, "a")
    try {
      // By chance, since there are disks that take zeros for nothing.
      await file.appendFile(randomBytes(reserve.bytes - size))
      await file.sync()
    } catch {
      await (size > 0 ? file.truncate(size) : rm(path))
    } finally {
      await file.close()
    }
  } catch {
    return
  }
}

/**
 * Does what needs a little room in a folder; where the disk is full, again and again while a piece of the reserve can be given up.
 * By pieces, since whatever else writes on the disk may be quicker to take what comes free.
 */
export async function withReserve<T>(folder: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!lacksRoom(error) || !(await giveUpPiece(join(folder, reserve.name)))) throw error
    }
  }
}

/** A file that may not grow, as by `ulimit -f`, lacks no room: nothing is gained by giving up another. */
const lacksRoom = (error: unknown) => /^(ENOSPC|EDQUOT)$/.test((error as NodeJS.ErrnoException).code ?? "")

/** At last the file itself, since a disk may lack nothing but the place for one more. */
async function giveUpPiece(path: string): Promise<boolean> {
  try {
    const { size } = await stat(path)
    if (size > pieceBytes) await truncate(path, size - pieceBytes).catch(() => rm(path))
    else await rm(path)
    return true
  } catch {
    return false
  }
}
