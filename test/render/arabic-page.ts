import type { Chart } from "../../src/model/chart.js"
import type { Page } from "../../src/note/page.js"
import { chartOf, row } from "./chart-cases.js"

/** An invented note in Arabic with everything that goes wrong from right to left: symbols, signs, ranges, brackets, quotations. */
export const arabicPage: Page = pageFrom({
  lang: "ar",
  dir: "rtl",
  title: "بعثة الأمم المتحدة في مالي: الثغرات في القدرات، 2014 و2017",
  subject: "مقارنة بين تقريرين عن الحالة في 3 شباط/فبراير 2014 و26 أيار/مايو 2017",
  running: {
    handling: "للاستعمال الرسمي فقط",
    reference: "بعثة الأمم المتحدة في مالي (MINUSMA)، 21 تشرين الثاني/نوفمبر 2026",
    pageOf: "الصفحة {page} من {pages}",
  },
  chart: chartOf({
    form: "grouped",
    title: "القوام وسقفه",
    alt: "رسم بياني بالأعمدة: القوام وسقفه (عدد الأفراد). 2014: الأفراد العسكريون، 5,910؛ الشرطة، غير وارد. 2017: الأفراد العسكريون، 10,919؛ الشرطة، 1,502.",
    lang: "ar",
    dir: "rtl",
    locale: "ar-u-nu-latn",
    unit: "عدد الأفراد",
    categories: ["الأفراد العسكريون (الوحدات وضباط الأركان)", "الشرطة"],
    series: [
      { ...row("شباط/فبراير 2014", 5_910, null), ceiling: row("السقف المأذون به", 11_200, null) },
      { ...row("أيار/مايو 2017", 10_919, 1_502), ceiling: row("السقف المأذون به", 13_289, 1_920) },
    ],
  }),
  body: `<header class="masthead">
<p class="kicker">مذكرة إحاطة</p>
<h1>بعثة الأمم المتحدة في مالي: الثغرات في القدرات، 2014 و2017</h1>
<table class="particulars">
<colgroup><col style="width: 12%"><col style="width: 38%"><col style="width: 18%"><col style="width: 32%"></colgroup>
<tbody>
<tr><th scope="row">إلى</th><td><span class="blank">[يُستكمل لاحقا]</span></td><th scope="row">تاريخ المذكرة</th><td>21 تشرين الثاني/نوفمبر 2026</td></tr>
<tr><th scope="row">من</th><td><span class="blank">[يُستكمل لاحقا]</span></td><th scope="row">المعلومات حتى</th><td>26 أيار/مايو 2017</td></tr>
<tr><th scope="row">الحالة</th><td colspan="3">مسودة لم تُراجع بعد</td></tr>
<tr><th scope="row">المصادر</th><td colspan="3"><p>تقرير بعثة مجلس الأمن إلى مالي، 1–3 شباط/فبراير 2014؛ بلا رمز مطبوع (بالإنكليزية)</p><p>تقرير الأمين العام عن الحالة في مالي؛ <a href="https://undocs.org/S/2017/478">S/2017/478</a> (بالعربية والإنكليزية)</p></td></tr>
</tbody>
</table>
</header>
<section class="bottom-line">
<h2>الخلاصة</h2>
<p>كان لدى البعثة المتكاملة (MINUSMA) 5,910 من أصل 11,200 جندي مأذون به في شباط/فبراير 2014، و10,919 من أصل 13,289 فردا عسكريا في أيار/مايو 2017، أي 53 في المائة (محسوبة) و82% من سقفين مختلفين. ولا تُحصى أي قدرة أخرى بالطريقة نفسها في التقريرين. ولا يدل تاريخان على اتجاه.</p>
</section>
<section class="key-facts">
<h2>أرقام رئيسية</h2>
<table class="key-facts">
<colgroup><col style="width: 20%"><col style="width: 20%"><col style="width: 20%"><col style="width: 20%"><col style="width: 20%"></colgroup>
<tbody><tr>
<td><p class="key-value">10,919</p><p class="key-label">فردا عسكريا منتشرا من 13,289</p><p class="key-source">26 أيار/مايو 2017؛ الفقرة 41</p></td>
<td><p class="key-value">82%</p><p class="key-label">من السقف العسكري</p><p class="key-source">26 أيار/مايو 2017؛ الفقرة 41</p></td>
<td><p class="key-value">+5,009</p><p class="key-label">الفرق بين التاريخين</p><p class="key-source">محسوب؛ الفقرتان 17 و41</p></td>
<td><p class="key-value">11 من 14</p><p class="key-label">مروحية عسكرية صالحة للاستعمال</p><p class="key-source">2017، بلا تاريخ؛ الفقرة 72</p></td>
<td><p class="key-value">−3</p><p class="key-label">نقاط مئوية في القوام المدني</p><p class="key-source">محسوب؛ الفقرات 41–44</p></td>
</tr></tbody>
</table>
</section>
<section class="comparison">
<h2>مقارنة الأرقام والثغرات</h2>
<table class="comparison">
<caption>الأرقام كما وردت في التقريرين؛ الفقرات بين قوسين.</caption>
<colgroup><col style="width: 14%"><col style="width: 26%"><col style="width: 32%"><col style="width: 28%"></colgroup>
<thead><tr><th scope="col">القدرة</th><th scope="col">2014 (الفقرة)</th><th scope="col">2017 (الفقرة)</th><th scope="col">قابلية المقارنة</th></tr></thead>
<tbody>
<tr class="class-comparable"><th scope="row">القوام العسكري</th><td><p><strong class="value">5,910</strong> أفراد منتشرين من 11,200 مأذون بهم <span class="point">(17)</span></p></td><td><p><strong class="value">10,919</strong> فردا منتشرا من 13,289 مأذونا بهم <span class="point">(41)</span></p></td><td><p><span class="label"><span class="mark">●</span> قابل للمقارنة</span> <span class="flag">†‡</span> المؤشر نفسه؛ انتقل السقف من 11,200 إلى 13,289.<sup><a href="#fn1" role="doc-noteref" id="fnref1">1</a></sup></p><p>محسوب: 53% ثم 82% من السقف؛ +29 نقطة مئوية؛ −2,920 دون السقف.</p></td></tr>
<tr class="class-words-only"><th scope="row">المروحيات والعتاد الجوي</th><td><p>القيادة العسكرية للبعثة: حدّ نقص المروحيات من قدرتها على الانتشار في الشمال <span class="point">(13)</span></p></td><td><p><strong class="value">14</strong> مروحية عسكرية منتشرة <span class="point">(72)</span></p><p><strong class="value">2</strong> وحدتا مروحيات لا تزالان مطلوبتين (Mi-17 وNH90) <span class="point">(42)</span></p></td><td><p><span class="label"><span class="mark">◆</span> بالكلمات فقط</span> تُحصى أشياء مختلفة: طائرات → وحدات.</p></td></tr>
<tr class="class-one-side-only"><th scope="row">المركبات المدرعة</th><td><p class="silent">غير وارد</p></td><td><p><strong class="value">88</strong> ناقلة أفراد مدرعة ناقصة <span class="point">(42)</span></p></td><td><p><span class="label"><span class="mark">○</span> طرف واحد فقط</span> لم يرد في تقرير 2014.</p></td></tr>
<tr class="class-words-only"><th scope="row">المعسكرات والقواعد</th><td><p><strong class="value">3</strong> مواقع بعقود لقواعد مشتركة <span class="point">(17)</span></p></td><td><p><strong class="value">95%</strong> من قاعدة باماكو منجزة <span class="point">(46)</span></p><p><strong class="value">90%</strong> من معسكر تمبكتو منجزة <span class="point">(46)</span></p></td><td><p><span class="label"><span class="mark">▲</span> تعزز</span> القرار 2374 (2017) [الفقرة 3 (أ)].</p></td></tr>
</tbody>
</table>
<p class="table-note">● قابل للمقارنة، ◆ بالكلمات فقط، ○ طرف واحد فقط، ▲ تعزز؛ † قد يختلف المحللون في التصنيف؛ ‡ مع تقدير محلل.</p>
</section>
<section class="chart">
<h2>القوام وسقفه</h2>
<figure class="chart" role="group"><img src="chart-1.svg" alt="رسم بياني بالأعمدة: القوام وسقفه."><figcaption>عدد الأفراد (2014، الفقرة 17؛ 2017، الفقرتان 41 و44). لم يرد قوام الشرطة في 2014.</figcaption></figure>
</section>
<section class="changes">
<h2>ما الذي تغير وما أهميته</h2>
<p><strong class="lead-in">القوام.</strong> ارتفع القوام العسكري بمقدار +5,009 بين التاريخين، وارتفع سقفه بمقدار 2,089 (2014، الفقرة 17؛ 2017، الفقرة 41؛ محسوب). <span class="assessment"><span class="assessment-mark">تقدير:</span> يتحدث التقريران عن نقص في العدد ونقص في الوسائل، ويحصي الأحدث منهما مزيدا من الوسائل.</span></p>
<p><strong class="lead-in">التنقل.</strong> أكدت القيادة في 2014 أن «نقص المروحيات» أعاق الانتشار، وقال التقرير الإنكليزي إن البعثة تفتقر إلى <q lang="en" dir="ltr">helicopters and other key enablers (air assets)</q> (الفقرة 13). أما النص الفرنسي للاجتماع فيقول إن الفريق «<bdi class="quote" lang="fr" dir="ltr">a pris note</bdi>» من ذلك، وليس في هذا تأييد (OIC/ACM-2017/MALI-REP، النقطة viii).<sup><a href="#fn2" role="doc-noteref" id="fnref2">2</a></sup></p>
<p><strong class="lead-in">الأمن.</strong> يحصي تقرير 2017 نحو 76 هجوما على البعثة منذ حزيران/يونيه 2016 (66 في الفترة السابقة)، وقُتل 8 من حفظة السلام مقابل 28 قبل ذلك؛ انظر القرارين <a href="https://undocs.org/S/RES/2374(2017)">2374 (2017)</a> و<a href="https://undocs.org/S/RES/2359(2017)">2359 (2017)</a>، والوثيقة <a href="https://undocs.org/S/RES/2374(2017)">S/RES/2374(2017)</a>.</p>
</section>
<section class="cannot">
<h2>ما لا يمكن مقارنته</h2>
<p>«البعثة» في تقرير 2014 هي زوار المجلس الذين قصدوا باماكو وموبتي؛ أما «البعثة» في 2017 فهي MINUSMA. ومن بين 10 قدرات واحدة قابلة للمقارنة بالأرقام، و6 بالكلمات فقط، و3 سكت عنها أحد التقريرين. وشهر التنفيذ هو تموز/يوليه [2017].</p>
</section>
<section class="watch">
<h2>نقاط للمتابعة</h2>
<ul>
<li>كتيبة القوافل القتالية: أول سريتين كانتا مقررتين لشهر تموز/يوليه [2017] (الفقرة 42).</li>
<li>قوة الرد السريع (QRF)، وكان يُتوقع أن يبدأ انتشارها في تموز/يوليه [2017] (42).</li>
<li>مؤتمر التخطيط في Brussels، المتوقع حينها في 16 كانون الأول/ديسمبر 2017 (ix).</li>
</ul>
</section>
<section class="sources">
<h2>المصادر والمنهج</h2>
<p>لا تقارن الأرقام إلا حيث يحصي التقريران الشيء نفسه. والفروق والنسب المئوية محسوبة ومقربة إلى أعداد صحيحة، وما عداها كما طُبع. واقتُرنت المواقف بحسب المسألة ونوع الفعل (iv وiii → iii؛ v وviii → iv).</p>
</section>
<section class="notes" role="doc-endnotes">
<h2>الحواشي</h2>
<ol>
<li id="fn1" role="doc-endnote"><p>يورد المرفق الثاني من تقرير 2017 العدد 10,957 لضباط الأركان والوحدات في 20 أيار/مايو 2017؛ والفرق (+38) غير مفسر.</p></li>
<li id="fn2" role="doc-endnote"><p>«<bdi class="quote" lang="fr" dir="ltr">travailler activement avec les parties maliennes</bdi>»؛ «<bdi class="quote" lang="ar" dir="rtl">مواصلة العمل النشط مع حكومة مالي</bdi>».</p></li>
</ol>
</section>`,
})

/** An invented note in French: narrow no-break spaces, guillemets, and a quotation in Arabic inside. */
export const frenchPage: Page = pageFrom({
  lang: "fr",
  dir: "ltr",
  title: "La MINUSMA : lacunes des capacités, 2014 et 2017",
  subject: "Deux rapports comparés",
  running: {
    handling: "Diffusion restreinte",
    reference: "La MINUSMA : lacunes, 21 novembre 2026",
    pageOf: "Page {page} sur {pages}",
  },
  chart: chartOf({
    form: "bars",
    title: "Effectifs et plafond",
    alt: "Diagramme à barres : effectifs et plafond.",
    lang: "fr",
    locale: "fr",
    unit: "Personnes",
    categories: ["Militaires, 2014", "Militaires, 2017"],
    series: [{ name: "Déployés", values: [5_910, 10_919], labels: ["5 910", "10 919"] }],
    ceiling: { name: "Plafond autorisé", values: [11_200, 13_289], labels: ["11 200", "13 289"] },
  }),
  body: `<header class="masthead"><p class="kicker">Note d’information</p>
<h1>La MINUSMA : lacunes des capacités, 2014 et 2017</h1></header>
<section class="bottom-line"><h2>Essentiel</h2>
<p>La MINUSMA comptait 5 910 militaires sur 11 200 en février 2014, 10 919 sur 13 289 en mai 2017 : 82 % du plafond ; l’écart est de +5 009.</p></section>
<section class="chart"><h2>Effectifs et plafond</h2>
<figure class="chart" role="group"><img src="chart-1.svg" alt="Diagramme à barres."><figcaption>Personnes (2014, par. 17 ; 2017, par. 41).</figcaption></figure></section>
<section class="changes"><h2>Ce qui a changé</h2>
<p>Le Groupe a « pris note » du mécanisme et dit en arabe <q lang="ar" dir="rtl">مكافحة الإرهاب (مالي)</q>, en anglais <q lang="en">took note</q>.<sup><a href="#fn1" role="doc-noteref" id="fnref1">1</a></sup></p></section>
<section class="notes" role="doc-endnotes"><h2>Notes</h2>
<ol><li id="fn1" role="doc-endnote"><p>«&#x202F;<bdi class="quote" lang="ar" dir="rtl">مواصلة العمل مع حكومة مالي</bdi>&#x202F;» : point iii.</p></li></ol></section>`,
})

function pageFrom({
  body,
  chart,
  ...rest
}: Pick<Page, "lang" | "dir" | "title" | "subject" | "running"> & { body: string; chart: Chart }): Page {
  const { lang, dir, title } = rest
  return {
    ...rest,
    html: `<!doctype html>\n<html lang="${lang}" dir="${dir}">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body class="note">\n${body}\n</body>\n</html>\n`,
    author: "",
    keywords: [],
    date: new Date("2026-11-21T00:00:00Z"),
    charts: [chart],
  }
}
