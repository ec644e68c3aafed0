import type {Blamed} from '../../blame/blame.ts';
import {ALL_HARMLESS, NO_COMMIT} from '../messageWords.ts';
import type {Story} from '../story.ts';
import {diffLines} from './diff.ts';
import {html, type Markup} from './markup.ts';
import {counted} from '../../text/plain.ts';

/** Who broke it, and by which lines; or who mended it. */
export const whoMarkup = ({
  blame: {people, nobody, machine, harmless},
  verdict,
  fixedBy,
}: Story): Markup | false => {
  if (fixedBy.length > 0) {
    return html`<section>
      <h2>Fixed by</h2>
      <ul>
        ${fixedBy
          .slice(0, 20)
          .map(
            ({id, author, subject}) =>
              html`<li><code>${id.slice(0, 7)}</code> <bdi>${subject}</bdi> (<bdi>${author.name}</bdi>)</li>`,
          )}
      </ul>
    </section>`;
  }
  if (verdict !== 'red' && verdict !== 'unstable') return false;
  if (machine)
    return html`<section>
      <h2>Who</h2>
      <p>${NO_COMMIT}</p>
    </section>`;
  if (harmless)
    return html`<section>
      <h2>Who</h2>
      <p>${ALL_HARMLESS}</p>
    </section>`;
  if (nobody !== undefined)
    return html`<section>
      <h2>Who</h2>
      <p>No new commit was built, so nobody is blamed. ${nobody}.</p>
    </section>`;
  return (
    people.length > 0 &&
    html`<section>
      <h2>Who</h2>
      <ul>
        ${people.map(personMarkup)}
      </ul>
    </section>`
  );
};

const personMarkup = ({name, email, commits, touched, mergedOf}: Blamed): Markup =>
  html`<li>
    <bdi>${name}</bdi>
    &lt;${email}&gt;${commits > 0 && `, ${counted(commits, 'commit')}`}${mergedOf && html`, merged what <bdi>${mergedOf.join(', ')}</bdi> wrote`}${touched && touchedMarkup(touched)}
  </li>`;

const touchedMarkup = ({file, line, why, commit, diff = []}: NonNullable<Blamed['touched']>): Markup => {
  const place = html`<code>${file}${line !== undefined && `:${line}`}</code> in
    <code>${commit.slice(0, 7)}</code>`;
  const because = why !== undefined && html` (<bdi>${why}</bdi>)`;
  const lines = diff.length > 0 && html`<pre class="log">${diffLines(diff)}</pre>`;
  return html`; <strong>likely:</strong> touched ${place}${because}${lines}`;
};
