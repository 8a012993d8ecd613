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

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BLOCKED,
  PROP_BY_CO_HOST,
  PROP_SINCE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthVerdict, hearth_verdict, G_TYPE_OBJECT)

static void
hearth_verdict_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HearthVerdict *self = HEARTH_VERDICT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->blocked);
      break;
    case PROP_BY_CO_HOST:
      g_value_set_boolean (value, self->by_co_host);
      break;
    case PROP_SINCE:
      g_value_set_int64 (value, self->since);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_verdict_get_property;
  object_class->finalize = hearth_verdict_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);
  properties[PROP_BY_CO_HOST] = g_param_spec_boolean ("by-co-host", NULL, NULL, FALSE, flags);
  properties[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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
