import {BASELINE} from '../src/doctor/plan/baseline.ts';
import {OUTDATED} from '../src/doctor/plan/diagnose.ts';
import {AGENT_RULES} from '../src/doctor/plan/agentRules.ts';
import {JENKINS_RULES} from '../src/doctor/plan/jenkinsRules.ts';
import {ORGANISATION_RULES} from '../src/doctor/plan/organisationRules.ts';
import type {Described} from '../src/doctor/plan/rule.ts';
import {RULES} from '../src/doctor/rules.ts';
import {plain, table} from './markdown.ts';

export const doctorPage = (): string => `# Conventions

What \`countable doctor\` holds a project to. [How to use it](../how-to/doctor.md)

${list(RULES)}

What \`countable doctor agent\` holds a machine to, on which builds run:

${list(AGENT_RULES)}

What \`countable doctor jenkins\` holds a controller to:

${list(JENKINS_RULES)}

What \`countable doctor organisation\` holds an organisation to:

${list(ORGANISATION_RULES)}

Exit code 0: nothing is as bad as \`--fail-on\` says (default: error). Exit code 4, \`CONVENTIONS_BROKEN\`: something is. What is
in the baseline (\`${BASELINE}\`, or \`doctor: {baseline: …}\`) does not count; an entry of it that is not true any more is told as
\`${OUTDATED.code}\`, a ${OUTDATED.severity}. Every other exit code is that of its [error](errors.md).

${[...RULES, ...AGENT_RULES, ...JENKINS_RULES, ...ORGANISATION_RULES].map(section).join('\n\n')}
`;

const list = (rules: readonly Described[]): string =>
  table(
    ['rule', 'severity', ''],
    rules.map(({code, severity, title}) => [`[${code}](#${code})`, severity, plain(title)]),
  );

const section = ({code, severity, title, why, mend, fix}: Described): string =>
  [
    `## ${code}`,
    `_${severity}._ ${plain(title)}.`,
    plain(why),
    `**How it is mended:** ${plain(mend)}`,
    ...(fix === undefined ? [] : [`**\`--fix\`:** ${plain(fix)}`]),
  ].join('\n\n');
