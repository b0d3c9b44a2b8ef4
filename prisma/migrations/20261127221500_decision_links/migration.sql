-- CreateTable
CREATE TABLE "DecisionLink" (
    "id" TEXT NOT NULL,
    "approvalId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "decisionId" TEXT,

    CONSTRAINT "DecisionLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DecisionLink_approvalId_idx" ON "DecisionLink"("approvalId");

-- CreateIndex
CREATE INDEX "DecisionLink_personId_idx" ON "DecisionLink"("personId");

-- AddForeignKey
ALTER TABLE "DecisionLink" ADD CONSTRAINT "DecisionLink_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DecisionLink" ADD CONSTRAINT "DecisionLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
