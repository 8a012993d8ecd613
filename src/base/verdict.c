/* Somebody whom a door knows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/verdict.h"

struct _HearthVerdict
{
  GObject parent_instance;

  char *id;
  char *name;
  gboolean blocked;
  gboolean by_co_host;
  gint64 since;
};

G_DEFINE_FINAL_TYPE (HearthVerdict, hearth_verdict, G_TYPE_OBJECT)

static void
hearth_verdict_finalize (GObject *object)
{
  HearthVerdict *self = HEARTH_VERDICT (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (hearth_verdict_parent_class)->finalize (object);
}

static void
hearth_verdict_class_init (HearthVerdictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_verdict_finalize;
}

static void
hearth_verdict_init (HearthVerdict *self)
{
}

HearthVerdict *
hearth_verdict_new (const char *id,
                    const char *name,
                    gboolean    blocked,
                    gboolean    by_co_host,
                    gint64      since)
{
  HearthVerdict *self;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_VERDICT, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->blocked = !!blocked;
  self->by_co_host = !!by_co_host;
  self->since = since;

  return self;
}

const char *
hearth_verdict_get_id (HearthVerdict *self)
{
  g_return_val_if_fail (HEARTH_IS_VERDICT (self), NULL);

  return self->id;
}

const char *
hearth_verdict_get_name (HearthVerdict *self)
{
  g_return_val_if_fail (HEARTH_IS_VERDICT (self), NULL);

  return self->name;
}

gboolean
hearth_verdict_is_blocked (HearthVerdict *self)
{
  g_return_val_if_fail (HEARTH_IS_VERDICT (self), FALSE);

  return self->blocked;
}

gboolean
hearth_verdict_is_by_co_host (HearthVerdict *self)
{
  g_return_val_if_fail (HEARTH_IS_VERDICT (self), FALSE);

  return self->by_co_host;
}

gint64
hearth_verdict_get_since (HearthVerdict *self)
{
  g_return_val_if_fail (HEARTH_IS_VERDICT (self), 0);

  return self->since;
}
