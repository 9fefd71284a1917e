/** A number from 1 as a small letter the way Word counts on: a, b … z, aa, bb. */
export function letterOf(value: number): string {
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
}

/** A number from 1 as a small letter the way HTML counts on: a, b … z, aa, ab. */
export function columnOf(value: number): string {
  const rest = Math.floor((value - 1) / 26)
  return (rest > 0 ? columnOf(rest) : "") + letterOf(((value - 1) % 26) + 1)
}

const abjad = [..."أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"]
const alphabet = [..."أبتثجحخدذرزسشصضطظعغفقكلمنهوي"]

/** A number from 1 as an Arabic letter: in the order of numbers (أ ب ج د), or of the alphabet (أ ب ت ث). */
export function arabicLetterOf(value: number, order: "abjad" | "alphabet"): string {
  const letters = order === "abjad" ? abjad : alphabet
  return letters[(value - 1) % letters.length] ?? ""
}

/** A number in the digits ٠١٢٣٤٥٦٧٨٩. */
export function arabicDigitsOf(value: number): string {
  return String(value).replace(/\d/g, digit => String.fromCharCode(0x660 + Number(digit)))
}
