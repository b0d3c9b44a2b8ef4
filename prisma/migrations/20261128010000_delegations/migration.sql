-- CreateTable
CREATE TABLE "Delegation" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "delegateId" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "namespace" TEXT,
    "flowId" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalClaim" (
    "approvalId" TEXT NOT NULL,
    "groupIndex" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalClaim_pkey" PRIMARY KEY ("approvalId","groupIndex")
);

-- AlterTable
ALTER TABLE "ApprovalVote" ADD COLUMN "onBehalfOfId" TEXT;

-- CreateIndex
CREATE INDEX "Delegation_personId_endsOn_idx" ON "Delegation"("personId", "endsOn");

-- CreateIndex
CREATE INDEX "Delegation_delegateId_endsOn_idx" ON "Delegation"("delegateId", "endsOn");

-- CreateIndex
CREATE INDEX "ApprovalClaim_personId_idx" ON "ApprovalClaim"("personId");

-- CreateIndex
CREATE INDEX "ApprovalVote_onBehalfOfId_idx" ON "ApprovalVote"("onBehalfOfId");

-- No place of a decider is filled twice in a round, whoever fills it.
CREATE UNIQUE INDEX "ApprovalVote_place_key" ON "ApprovalVote"("approvalId", "round", COALESCE("onBehalfOfId", "personId"));

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_delegateId_fkey" FOREIGN KEY ("delegateId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalClaim" ADD CONSTRAINT "ApprovalClaim_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalClaim" ADD CONSTRAINT "ApprovalClaim_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalVote" ADD CONSTRAINT "ApprovalVote_onBehalfOfId_fkey" FOREIGN KEY ("onBehalfOfId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
