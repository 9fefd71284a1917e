declare module "arabic-persian-reshaper" {
  /** Letters in the forms they have in their words; everything else stays. */
  const shapers: { readonly ArabicShaper: { convertArabic(text: string): string } }
  export default shapers
}
