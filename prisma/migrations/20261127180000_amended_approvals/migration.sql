-- AlterTable
ALTER TABLE "Approval" ADD COLUMN "remindAt" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
ADD COLUMN "escalation" JSONB,
ADD COLUMN "reassignScope" TEXT;

-- AlterTable
ALTER TABLE "ApprovalVote" ADD COLUMN "heldUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ApprovalQuestion" (
    "id" TEXT NOT NULL,
    "approvalId" TEXT NOT NULL,
    "askerId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "stopsClock" BOOLEAN NOT NULL,
    "leftMs" INTEGER,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApprovalQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ApprovalQuestion_approvalId_askedAt_idx" ON "ApprovalQuestion"("approvalId", "askedAt");

-- CreateIndex
CREATE INDEX "ApprovalQuestion_personId_answeredAt_idx" ON "ApprovalQuestion"("personId", "answeredAt");

-- AddForeignKey
ALTER TABLE "ApprovalQuestion" ADD CONSTRAINT "ApprovalQuestion_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalQuestion" ADD CONSTRAINT "ApprovalQuestion_askerId_fkey" FOREIGN KEY ("askerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalQuestion" ADD CONSTRAINT "ApprovalQuestion_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
