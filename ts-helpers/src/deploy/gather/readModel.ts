import type {ComposeModel, ComposeProject} from '../../compose/model.ts';
import type {Tree} from '../../history/tree.ts';

/** The deploy folder as it will be, in a temporary place, and what Compose makes of it. */
export interface Preview {
  /** Before any path of the deploy folder, and of what is around it. */
  prefix: string;
  /** Where the deploy folder is. */
  root: string;
  project: ComposeProject;
  /** With paths of the preview. */
  shown: ComposeModel;
}

export interface ReadModel {
  preview: Preview;
  /** With paths as they will be in the deploy folder. */
  model: ComposeModel;
  tree: Tree;
}
