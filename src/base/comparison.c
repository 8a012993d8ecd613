/* Two people who compare a code: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/comparison.h"

struct _HearthComparison
{
  GObject parent_instance;

  char *peer;
  char *key;
  char *code; /* nullable */
  HearthComparisonStage stage;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthComparison, hearth_comparison, G_TYPE_OBJECT)

static void
hearth_comparison_finalize (GObject *object)
{
  HearthComparison *self = HEARTH_COMPARISON (object);

  g_free (self->peer);
  g_free (self->key);
  g_free (self->code);

  G_OBJECT_CLASS (hearth_comparison_parent_class)->finalize (object);
}

static void
hearth_comparison_class_init (HearthComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_comparison_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_comparison_init (HearthComparison *self)
{
}

HearthComparison *
hearth_comparison_new (const char            *peer,
                       const char            *key,
                       HearthComparisonStage  stage)
{
  HearthComparison *self;

  g_return_val_if_fail (peer != NULL && key != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_COMPARISON, NULL);
  self->peer = g_strdup (peer);
  self->key = g_strdup (key);
  self->stage = stage;

  return self;
}

const char *
hearth_comparison_get_peer (HearthComparison *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARISON (self), NULL);

  return self->peer;
}

const char *
hearth_comparison_get_key (HearthComparison *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARISON (self), NULL);

  return self->key;
}

HearthComparisonStage
hearth_comparison_get_stage (HearthComparison *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARISON (self), HEARTH_COMPARISON_BROKEN_OFF);

  return self->stage;
}

gboolean
hearth_comparison_is_over (HearthComparison *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARISON (self), TRUE);

  return self->stage >= HEARTH_COMPARISON_VERIFIED;
}

const char *
hearth_comparison_get_code (HearthComparison *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARISON (self), NULL);

  return self->code;
}

void
hearth_comparison_advance (HearthComparison      *self,
                           HearthComparisonStage  stage,
                           const char            *code)
{
  g_return_if_fail (HEARTH_IS_COMPARISON (self));

  if (hearth_comparison_is_over (self) || self->stage == stage)
    return;

  self->stage = stage;
  if (code != NULL)
    g_set_str (&self->code, code);
  g_signal_emit (self, signals[CHANGED], 0);
}
