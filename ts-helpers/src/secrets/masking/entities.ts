/** Names of characters in HTML that passwords have (https://html.spec.whatwg.org/#named-character-references). */
export const ENTITIES: ReadonlyMap<string, string> = new Map(
  [
    ...`amp& AMP& lt< LT< gt> GT> quot" QUOT" apos' excl! num# dollar$ percnt% lpar( rpar) ast* midast* plus+ comma, period.
      sol/ colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] Hat^ lowbar_ UnderBar_ grave\` lcub{
      DiacriticalGrave\` lbrace{ verbar| vert| VerticalLine| rcub} rbrace} nbsp\u00A0 iexcl¡ cent¢ pound£ curren¤ yen¥ brvbar¦
      sect§ uml¨ copy© ordfª laquo« not¬ reg® macr¯ deg° plusmn± sup2² sup3³ acute´ microµ para¶ middot· cedil¸ sup1¹ ordmº
      raquo» frac14¼ frac12½ frac34¾ iquest¿ AgraveÀ AacuteÁ AcircÂ AtildeÃ AumlÄ AringÅ AEligÆ CcedilÇ EgraveÈ EacuteÉ EcircÊ
      EumlË IgraveÌ IacuteÍ IcircÎ IumlÏ ETHÐ NtildeÑ OgraveÒ OacuteÓ OcircÔ OtildeÕ OumlÖ times× OslashØ UgraveÙ UacuteÚ UcircÛ
      UumlÜ YacuteÝ THORNÞ szligß agraveà aacuteá acircâ atildeã aumlä aringå aeligæ ccedilç egraveè eacuteé ecircê eumlë igraveì
      iacuteí icircî iumlï ethð ntildeñ ograveò oacuteó ocircô otildeõ oumlö divide÷ oslashø ugraveù uacuteú ucircû uumlü yacuteý
      thornþ yumlÿ euro€`.matchAll(/(?<name>[A-Za-z]+\d*)(?<character>.)/gu),
  ].map(({groups}) => [groups?.['name'] ?? '', groups?.['character'] ?? '']),
);
