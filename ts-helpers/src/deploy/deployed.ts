/** What lies in the folder of a deploy, for rooms that ask what runs. */
export {createDeployFolder, type DeployFolder} from './folder.ts';
export {ownFiles} from './plan/deployRecord.ts';
export {keptOfLive} from './plan/kept.ts';
