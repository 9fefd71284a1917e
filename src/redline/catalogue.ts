import type { Reason } from "./reasons.js"

/** The words that a redline says of itself, in one language. `{n}`, `{before}` and so on stand for what is filled in. */
export interface RedlineWords {
  /** A BCP 47 tag. */
  readonly lang: string
  readonly title: string
  /** Said where nothing changed, and where nothing but the edition's own date or names did. */
  readonly equal: string
  readonly onlyEdition: string
  /** How changes are shown; holds `{inserted}` and `{deleted}`, an example of each. */
  readonly key: string
  readonly inserted: string
  readonly deleted: string
  readonly columns: { readonly section: string; readonly change: string; readonly reason: string }
  readonly top: string
  /** What stands at the head and foot of every page. */
  readonly running: string
  readonly kinds: Readonly<Record<"added" | "removed" | "changed" | "moved", string>>
  /** What kind of change it is, before the change: `{kind}`. */
  readonly lead: string
  /** Said of words that are the same and rest on something else. */
  readonly basis: string
  readonly reasons: Readonly<Record<Reason, string>>
  /** A reason with the sources that it speaks of: `{reason}`, `{sources}`. */
  readonly because: string
}

const en: RedlineWords = {
  lang: "en",
  title: "Changes between the editions",
  equal: "Nothing changed between these two editions.",
  onlyEdition: "Nothing changed between these two editions but what belongs to the edition itself.",
  key: "Changes from the earlier edition: {inserted}, {deleted}; a bar in the margin marks where. They are listed at the end, with reasons.",
  inserted: "inserted",
  deleted: "deleted",
  columns: { section: "Section", change: "Change", reason: "Reason" },
  top: "Title and particulars",
  running: "Head and foot of the page",
  kinds: { added: "Added", removed: "Removed", changed: "Changed", moved: "Moved" },
  lead: "{kind}:",
  basis: "Same words, other basis",
  reasons: {
    "new source": "New source",
    "new figure": "New fact from the sources",
    "correction of the source": "Correction of the source",
    "correction of ours": "Correction of ours",
    judgement: "Analyst’s judgement",
    wording: "Wording",
    edition: "Of the edition itself",
  },
  because: "{reason}: {sources}",
}

const fr: RedlineWords = {
  lang: "fr",
  title: "Changements entre les éditions",
  equal: "Rien n’a changé entre ces deux éditions.",
  onlyEdition: "Rien n’a changé entre ces deux éditions hormis ce qui tient à l’édition elle-même.",
  key: "Changements depuis l’édition précédente\u00A0: {inserted}, {deleted}\u202F; un trait dans la marge les signale. La liste, avec les motifs, est à la fin.",
  inserted: "ajouté",
  deleted: "supprimé",
  columns: { section: "Section", change: "Changement", reason: "Motif" },
  top: "Titre et en-tête",
  running: "Haut et bas de page",
  kinds: { added: "Ajouté", removed: "Supprimé", changed: "Modifié", moved: "Déplacé" },
  lead: "{kind}\u00A0:",
  basis: "Mêmes mots, autre fondement",
  reasons: {
    "new source": "Nouvelle source",
    "new figure": "Nouveau fait tiré des sources",
    "correction of the source": "Correction de la source",
    "correction of ours": "Correction de notre part",
    judgement: "Appréciation de l’analyste",
    wording: "Formulation",
    edition: "Propre à l’édition",
  },
  because: "{reason}\u00A0: {sources}",
}

const ar: RedlineWords = {
  lang: "ar",
  title: "التغييرات بين الإصدارين",
  equal: "لم يتغير شيء بين هذين الإصدارين.",
  onlyEdition: "لم يتغير شيء بين هذين الإصدارين سوى ما يخص الإصدار نفسه.",
  key: "التغييرات منذ الإصدار السابق: {inserted}، {deleted}؛ ويشير خط في الهامش إلى مواضعها. وترد قائمتها مع الأسباب في آخر المذكرة.",
  inserted: "مضاف",
  deleted: "محذوف",
  columns: { section: "القسم", change: "التغيير", reason: "السبب" },
  top: "العنوان والبيانات",
  running: "رأس الصفحة وأسفلها",
  kinds: { added: "أضيف", removed: "حُذف", changed: "عُدّل", moved: "نُقل" },
  lead: "{kind}:",
  basis: "الكلمات نفسها على أساس آخر",
  reasons: {
    "new source": "مصدر جديد",
    "new figure": "معلومة جديدة من المصادر",
    "correction of the source": "تصويب من المصدر",
    "correction of ours": "تصويب منا",
    judgement: "تقدير محلل",
    wording: "صياغة",
    edition: "يخص الإصدار نفسه",
  },
  because: "{reason}: {sources}",
}

/** The words of a redline in a note's language; English where there are none. */
export function redlineWords(lang: string): RedlineWords {
  return { en, fr, ar }[lang.split("-")[0]!] ?? en
}
