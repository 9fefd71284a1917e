/** A word of a POSIX shell, quoted where it must be. Backslashes are not used: cron would read them too. */
export const shellWord = (text: string) =>
  /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`

/** A command line of a POSIX shell. */
export const shellLine = (words: readonly string[]) => words.map(shellWord).join(" ")
