import type {Story} from '../story.ts';
import {diffLines} from './diff.ts';
import {html, type Markup} from './markup.ts';

/** Who broke it, and by which lines; or who mended it. */
export const whoMarkup = ({blame: {people, nobody}, verdict, fixedBy}: Story): Markup | false => {
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
  if (nobody !== undefined)
    return html`<section>
      <h2>Who</h2>
      <p>No new commit was built, so nobody is blamed: ${nobody}.</p>
    </section>`;
  return (
    people.length > 0 &&
    html`<section>
      <h2>Who</h2>
      <ul>
        ${people.map(
          ({name, email, commits, touched}) =>
            html`<li>
              <bdi>${name}</bdi> &lt;${email}&gt;,
              ${commits === 1 ? '1 commit' : `${commits} commits`}${touched && html`; <strong>likely:</strong> touched <code>${touched.file}${touched.line !== undefined && `:${touched.line}`}</code> in <code>${touched.commit.slice(0, 7)}</code>${touched.diff !== undefined && touched.diff.length > 0 && html`<pre class="log">${diffLines(touched.diff)}</pre>`}`}
            </li>`,
        )}
      </ul>
    </section>`
  );
};
