/** What programs say beside, and go on: a notice of PostgreSQL, a warning of Python, PHP, npm or HAProxy. */
const REMARKS: readonly RegExp[] = [
  /^(?:psql:[^\s:]+:\d+: )?(?:NOTICE|WARNING|HINT|INFO): {1,2}/,
  /^[^\s:]+:\d+: \w*Warning: /,
  /^\(node:\d+\) /,
  /^(?:\[\w{3} [^\]]+\] )?(?:PHP )?(?:Notice|Warning|Deprecated): {1,2}/,
  /^npm (?:warn|WARN|notice) /,
  /^\[(?:NOTICE|WARNING)\] /,
  /^(?:mysql|mariadb|mysqldump|mariadb-dump): \[Warning\] /,
];

/** The lines without what is only remarked, and what belongs to that: it is indented. */
export const withoutRemarks = (lines: readonly string[]): string[] => {
  let isRemark = false;
  return lines.filter(line => {
    isRemark = REMARKS.some(pattern => pattern.test(line)) || (isRemark && /^\s+\S/.test(line));
    return !isRemark;
  });
};
