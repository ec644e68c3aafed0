/** Of report.html. Without it the page reads as well: Jenkins lets a page have no style of its own. */
export const STYLE = `:root{color-scheme:light dark;--text:#1c2024;--soft:#5a6169;--page:#fff;--box:#f4f5f7;--line:#d5d9de;--red:#b3261e;--green:#1b6e3c;--amber:#8a5a00;--link:#0b57d0;--mark:#ffe9a8;--ins:#d9f2e1;--del:#fbdcd9}
@media (prefers-color-scheme:dark){:root{--text:#e4e7ea;--soft:#a3abb3;--page:#15181b;--box:#1f2428;--line:#3a4148;--red:#ff8a80;--green:#7bd69b;--amber:#f2c063;--link:#8ab4f8;--mark:#5c4a00;--ins:#143d24;--del:#4d1f1b}}
body{margin:0 auto;max-width:60rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem;padding-left:.75rem;border-left:.35rem solid var(--soft)}
h1.red{border-color:var(--red)}h1.green{border-color:var(--green)}h1.unstable{border-color:var(--amber)}
h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}h4{font-size:1rem;margin:.75rem 0 .25rem}
a{color:var(--link)}
.about{color:var(--soft);margin:.25rem 0}
.cause{font-size:1.1rem;font-weight:600;margin:.25rem 0 .75rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{margin:.25rem 0;padding:.5rem .75rem;background:var(--box);border:1px solid var(--line);border-radius:.4rem;white-space:pre-wrap}
pre .number{color:var(--soft);user-select:none}
mark{background:var(--mark);color:inherit}mark .number{color:inherit}pre strong{color:var(--red)}
ins,del{text-decoration:none}ins{background:var(--ins)}del{background:var(--del)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line)}thead th{color:var(--soft);font-weight:600}tbody th{font-weight:600}
.wide{overflow-x:auto}
/* Names and words stay whole: a table that is too wide scrolls. */
.wide table{overflow-wrap:break-word}.wide code{overflow-wrap:normal}
td.failed{color:var(--red)}td.passed{color:var(--green)}
summary{cursor:pointer;color:var(--link)}details{margin:.25rem 0}
.lost{color:var(--soft);margin:.25rem 0}
svg{display:block;margin:.5rem 0}
footer{margin-top:2.5rem;color:var(--soft);font-size:.875rem}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`;
