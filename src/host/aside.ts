import { lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Small texts of this user outside the project, in the system's temporary folder, which often lies on another disk. */
export interface Aside {
  /** A text by its name; undefined if there is none, or if somebody else could have put it there. */
  read(name: string): Promise<string | undefined>
  /** Keeps a text by its name; an empty one is taken away. Fails where it cannot be kept for this user alone. */
  write(name: string, text: string): Promise<void>
}

/** Texts in a folder of the temporary folder that belongs to this user, and is open to nobody else. */
export const aside = (temporary = tmpdir()): Aside => ({
  read: name =>
    owned(folderOf(temporary))
      .then(folder => readFile(join(folder, name), "utf8"))
      .catch(() => undefined),
  async write(name, text) {
    const folder = folderOf(temporary)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(await owned(folder), name)
    if (text === "") return rm(path, { force: true })
    const part = `${path}.${process.pid}`
    try {
      await writeFile(part, text, { mode: 0o600, flush: true })
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  },
})

const user = process.getuid?.()
const folderOf = (temporary: string) => join(temporary, `brief-${user ?? "user"}`)

/** The folder, if it is ours: anybody may make one in the temporary folder under this name. */
async function owned(folder: string): Promise<string> {
  const { uid, mode } = await lstat(folder).then(found => {
    if (!found.isDirectory()) throw new Error(`${folder} is no folder`)
    return found
  })
  // Where there are no users by number, as on Windows, the temporary folder is the user's own.
  if (user !== undefined && (uid !== user || (mode & 0o077) !== 0))
    throw new Error(`${folder} is open to others`)
  return folder
}
