import {ABOUT, type Alert, type AlertKey} from './alerts.ts';
import type {SentryFacts} from './facts.ts';
import {ownAmong} from './ownName.ts';
import type {SentryTarget} from './target.ts';

/**
 * The alert of ours in a project, whatever the project was called when it was made. One of another project is not: people
 * may have connected it to this one.
 */
export const ownAlert = (
  key: AlertKey,
  {alerts = [], monitors, project}: SentryFacts,
  {slug}: Pick<SentryTarget, 'slug'>,
): Alert | undefined => {
  const own = new Set(monitors?.map(({id}) => id));
  const isStrange = ({detectors}: Alert) => monitors !== undefined && !detectors.every(id => own.has(id));
  return ownAmong(alerts, {project: project?.slug ?? slug, about: ABOUT[key]}, isStrange);
};

/** Whether it takes the monitors to tell whose an alert is: its name is of another time, or of another project. */
export const areUncertain = (alerts: readonly Alert[], project: string): boolean =>
  Object.values(ABOUT).some(about => {
    const found = ownAmong(alerts, {project, about});
    return found !== undefined && !found.name.includes(` ${project}: `);
  });
