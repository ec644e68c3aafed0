import type {ComposeResource} from '../compose/model.ts';
import {defined} from './defined.ts';

/** Networks of a stack span its nodes; what else a driver is told is for another one. */
export const networkOf = ({
  name,
  external,
  driver,
  driver_opts: options,
  ...rest
}: ComposeResource): object => {
  if (external) return {external: true, name};
  const isLocal = driver === undefined || driver === 'bridge' || driver === 'default';
  const {internal, attachable, labels, ipam} = rest;
  return defined({
    name,
    ...(!isLocal && {driver, driver_opts: options}),
    internal,
    attachable,
    labels,
    ipam: isEmpty(ipam) ? undefined : ipam,
  });
};

export const volumeOf = ({name, external, driver, driver_opts: options, labels}: ComposeResource): object =>
  external ? {external: true, name} : defined({name, driver, driver_opts: options, labels});

/** Nobody can change one: another content has another name. */
export const resourceOf = (
  {name: own, external, file: read, labels, template_driver: template}: ComposeResource,
  {name, file}: {name: string | undefined; file: string | undefined},
): object =>
  external
    ? {external: true, name: own}
    : defined({name: name ?? own, file: file ?? read, labels, template_driver: template});

const isEmpty = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;
