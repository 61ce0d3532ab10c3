#!/bin/sh
#SBATCH --job-name=anlan-sweep
#SBATCH --array=1-20%4
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=02:00:00
#SBATCH --output=anlan-sweep-%A-%a.log

# Twenty seeds of one layout, four at a time; the task's number is its seed. Submit it in the project's folder:
#   EVENT=/plan/hubin OUT=/plan/runs/closed-12 sbatch docs/sweeps/slurm-array.sh
npx --no anlan simulate --event "$EVENT" --model "${MODEL:-agents}" \
  --seed "$SLURM_ARRAY_TASK_ID" --set checkpoint.12.mode=closed \
  --from "${FROM:-23:30}" --until "${UNTIL:-00:30}" --out "$OUT"
