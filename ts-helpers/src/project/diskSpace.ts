import {UserError, warningOf} from '../errors/userError.ts';
import type {Warning} from '../result/result.ts';
import {sizeInWords} from '../text/bytes.ts';
import type {Relief} from './relief.ts';

export interface FileSystem {
  /** Tells it from others of this machine. */
  device: number;
  /** Bytes. */
  free: number;
  total: number;
  inodes?: {free: number; total: number};
}

export interface Disk extends FileSystem {
  /** A folder that is on it. */
  place: string;
  /** What lies there: `images and volumes of Docker`. */
  holds: string;
}

/** What a build goes by before it begins. */
export interface Room {
  disks: readonly Disk[];
  /** Gigabytes that are to be free. */
  wanted: number;
  /** What would free how much, the biggest first; undefined where nobody was asked, or nobody answered. */
  reliefs: readonly Relief[] | undefined;
}

/** On a small disk the setting would never be met. */
const MOST_OF_DISK = 0.1;
/** As many files as a few layers with packages of Node have. */
const INODES = 50_000;
const MOST_OF_INODES = 0.05;
/** With so many times what is wanted people are told. */
const NEAR = 2;

/** Whether any disk has less than is wanted. */
export const isLittle = ({disks, wanted}: Pick<Room, 'disks' | 'wanted'>): boolean =>
  disks.some(disk => lacks(disk, wanted, 1).length > 0);

/** What disks lack for a build, in words. */
export const littleInWords = (room: Pick<Room, 'disks' | 'wanted'>): string[] =>
  room.disks.flatMap(disk => lacks(disk, room.wanted, 1).map(lack => inWords({disk, lack})));

/** Throws DISK_LOW. */
export const refuseLittle = (room: Room | undefined): void => {
  if (room === undefined) return;
  const {disks, wanted, reliefs} = room;
  const all = disks.flatMap(disk => lacks(disk, wanted, 1).map(lack => ({disk, lack})));
  const [first] = all;
  if (first === undefined) return;
  throw new UserError('DISK_LOW', all.map(inWords).join(' '), {
    where: first.disk.place,
    ...(reliefs !== undefined && reliefs.length > 0 && {remedy: remedyOf(reliefs)}),
  });
};

/** A warning where it is not far from that. */
export const warnOfLittle = (room: Room | undefined): Warning[] => {
  if (room === undefined || isLittle(room)) return [];
  const all = room.disks.flatMap(disk => lacks(disk, room.wanted, NEAR).map(lack => ({disk, lack})));
  return all.map(one => warningOf(new UserError('DISK_LOW', inWords(one))));
};

interface Lack {
  free: string;
  wanted: string;
}

const lacks = ({free, total, inodes}: FileSystem, gigabytes: number, times: number): Lack[] => {
  if (gigabytes === 0) return [];
  const wanted = Math.min(gigabytes * 1e9, total * MOST_OF_DISK);
  const files = Math.min(INODES, (inodes?.total ?? 0) * MOST_OF_INODES);
  return [
    ...(free < wanted * times ? [{free: sizeInWords(free), wanted: sizeInWords(wanted)}] : []),
    ...(inodes !== undefined && inodes.free < files * times
      ? [{free: `room for ${inodes.free} files (inodes)`, wanted: `${Math.round(files)}`}]
      : []),
  ];
};

const inWords = ({disk, lack}: {disk: Disk; lack: Lack}): string =>
  `The disk with the ${disk.holds} (${disk.place}) has ${lack.free} free; below ${lack.wanted} nothing is built.`;

const remedyOf = (reliefs: readonly Relief[]): string =>
  `What would free how much: ${reliefs.map(reliefInWords).join('; ')}.`;

export const reliefInWords = ({bytes, what, command, loses}: Relief): string =>
  `${sizeInWords(bytes)} ${what}: ${command} (loses ${loses})`;
