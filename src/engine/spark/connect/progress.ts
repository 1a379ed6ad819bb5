/** How far a statement is, as a server tells it about every two seconds. */

import type { ExecutePlanResponse_ExecutionProgress } from './generated/connect.ts';

export interface SparkStage {
  readonly id: bigint;
  readonly tasks: bigint;
  readonly tasksDone: bigint;
  readonly bytesRead: bigint;
  readonly isDone: boolean;
}

export interface SparkProgress {
  /** None in the first message. */
  readonly stages: readonly SparkStage[];
  readonly tasksRunning: bigint;
}

export function progressOf(message: ExecutePlanResponse_ExecutionProgress): SparkProgress {
  return {
    tasksRunning: message.numInflightTasks,
    stages: message.stages.map((stage) => ({
      id: stage.stageId,
      tasks: stage.numTasks,
      tasksDone: stage.numCompletedTasks,
      bytesRead: stage.inputBytesRead,
      isDone: stage.done,
    })),
  };
}
