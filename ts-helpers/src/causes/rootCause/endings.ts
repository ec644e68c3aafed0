import type {ErrorReport} from '../../result/result.ts';
import {isBroken} from '../../health/services.ts';

/** How services ended that said nothing of it. */

/** Whether the error is of a service that ended with one of these codes: above 128 they tell a signal. */
export const endedWith = ({code, message, evidence}: ErrorReport, exitCodes: readonly number[]): boolean => {
  if (code !== 'SERVICE_EXITED' && code !== 'TESTS_FAILED') return false;
  const [, said] = / exit code (\d+)/.exec(message) ?? [];
  if (said !== undefined) return exitCodes.includes(Number(said));
  return (evidence.services ?? []).some(
    service => isBroken(service) && service.exitCode !== undefined && exitCodes.includes(service.exitCode),
  );
};

/** The service that an error is about. */
export const endedService = ({message, evidence: {log, services = []}}: ErrorReport): string => {
  const [, named] = /\bservice (\S+)/.exec(message) ?? [];
  return named ?? log?.source ?? services.find(isBroken)?.service ?? 'the service';
};
