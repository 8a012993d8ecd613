/* What is known of who somebody in the call is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/acquaintance.h"

struct _HearthAcquaintance
{
  GObject parent_instance;

  char *key; /* nullable */
  HearthTrust trust;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthAcquaintance, hearth_acquaintance, G_TYPE_OBJECT)

static void
hearth_acquaintance_finalize (GObject *object)
{
  g_free (HEARTH_ACQUAINTANCE (object)->key);

  G_OBJECT_CLASS (hearth_acquaintance_parent_class)->finalize (object);
}

static void
hearth_acquaintance_class_init (HearthAcquaintanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_acquaintance_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_acquaintance_init (HearthAcquaintance *self)
{
}

HearthAcquaintance *
hearth_acquaintance_new (void)
{
  return g_object_new (HEARTH_TYPE_ACQUAINTANCE, NULL);
}

const char *
hearth_acquaintance_get_key (HearthAcquaintance *self)
{
  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCE (self), NULL);

  return self->key;
}

HearthTrust
hearth_acquaintance_get_trust (HearthAcquaintance *self)
{
  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCE (self), HEARTH_TRUST_UNKNOWN);

  return self->trust;
}

gboolean
hearth_acquaintance_is_doubtful (HearthAcquaintance *self)
{
  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCE (self), FALSE);

  return self->trust == HEARTH_TRUST_CHANGED || self->trust == HEARTH_TRUST_UNPROVEN;
}

void
hearth_acquaintance_set (HearthAcquaintance *self,
                         const char         *key,
                         HearthTrust         trust)
{
  gboolean changed;

  g_return_if_fail (HEARTH_IS_ACQUAINTANCE (self));

  changed = g_set_str (&self->key, key) || self->trust != trust;
  self->trust = trust;
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}
