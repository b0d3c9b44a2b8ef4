-- CreateTable
CREATE TABLE "Trigger" (
    "namespace" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "triggerId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "flowRevision" INTEGER NOT NULL,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "sourceDisabled" BOOLEAN NOT NULL DEFAULT false,
    "states" TEXT[],
    "stopAfter" TEXT[],
    "removed" BOOLEAN NOT NULL DEFAULT false,
    "synced" BOOLEAN NOT NULL DEFAULT true,
    "syncedAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "lastAt" TIMESTAMPTZ(3),
    "lastExecutionId" TEXT,
    "evaluatedAt" TIMESTAMPTZ(3),
    "lockedBy" TEXT,
    "error" TEXT,
    "backfill" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Trigger_pkey" PRIMARY KEY ("namespace","flowId","triggerId")
);

-- CreateTable
CREATE TABLE "TriggerMemory" (
    "namespace" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "triggerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "seen" JSONB NOT NULL,

    CONSTRAINT "TriggerMemory_pkey" PRIMARY KEY ("namespace","flowId","triggerId","name")
);

-- CreateIndex
CREATE INDEX "Trigger_nextAt_idx" ON "Trigger"("nextAt");

-- CreateIndex
CREATE INDEX "Trigger_synced_idx" ON "Trigger"("synced");
