const mostKept = 20_000

/** A pure function of a text and its language that reads each text once; it forgets all when it knows very many. */
export function remembered<T>(read: (text: string, language: string) => T): typeof read {
  const known = new Map<string, T>()
  return (text, language) => {
    const key = `${language} ${text}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= mostKept) known.clear()
    const made = read(text, language)
    known.set(key, made)
    return made
  }
}
