declare module "subset-font" {
  /** The font with only the glyphs that the text needs. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: { targetFormat?: "sfnt" | "woff" | "woff2"; noLayoutClosure?: boolean },
  ): Promise<Uint8Array>
}
