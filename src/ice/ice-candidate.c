/* An ICE candidate: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/ice-candidate.h"

#include <string.h>

#include "base/decimal.h"
#include "base/limits.h"

#define ATTRIBUTE "a="
#define PREFIX "candidate:"

/* RFC 8445 section 5.1.2.2. */
static const struct
{
  const char *name;
  guint preference;
} types[] = {
  [HEARTH_ICE_HOST] = { "host", 126 },
  [HEARTH_ICE_SERVER_REFLEXIVE] = { "srflx", 100 },
  [HEARTH_ICE_PEER_REFLEXIVE] = { "prflx", 110 },
  [HEARTH_ICE_RELAYED] = { "relay", 0 },
};

/* "FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE …" */
enum
{
  FIELD_FOUNDATION,
  FIELD_COMPONENT,
  FIELD_TRANSPORT,
  FIELD_PRIORITY,
  FIELD_ADDRESS,
  FIELD_PORT,
  FIELD_TYP,
  FIELD_TYPE,
  N_FIELDS,
};

const char *
hearth_ice_candidate_type_name (HearthIceCandidateType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (types), NULL);

  return types[type].name;
}

guint32
hearth_ice_candidate_priority (HearthIceCandidateType type,
                               guint                  preference)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (types), 0);
  g_return_val_if_fail (preference <= G_MAXUINT16, 0);

  return types[type].preference << 24 | preference << 8 | (256 - 1);
}

void
hearth_ice_candidate_init (HearthIceCandidate        *self,
                           HearthIceCandidateType     type,
                           const HearthSocketAddress *address,
                           const HearthSocketAddress *base,
                           guint                      preference)
{
  HearthSocketAddress host = *base;

  host.port = 0;
  *self = (HearthIceCandidate) {
    .type = type,
    .address = *address,
    .base = *base,
    .priority = hearth_ice_candidate_priority (type, preference),
  };
  g_snprintf (self->foundation, sizeof self->foundation, "%u%08x", type, hearth_socket_address_hash (&host));
}

static gboolean
parse_type (HearthIceCandidateType *type,
            const char             *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
hearth_ice_candidate_parse (HearthIceCandidate *self,
                            const char         *text)
{
  g_auto (GStrv) fields = NULL;
  guint64 priority, port;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (g_str_has_prefix (text, ATTRIBUTE))
    text += strlen (ATTRIBUTE);
  if (!g_str_has_prefix (text, PREFIX) || strlen (text) > HEARTH_LIMIT_CANDIDATE_BYTES)
    return FALSE;

  fields = g_strsplit (text + strlen (PREFIX), " ", N_FIELDS + 1);
  if (g_strv_length (fields) < N_FIELDS
      || !g_str_equal (fields[FIELD_COMPONENT], "1")
      || g_ascii_strcasecmp (fields[FIELD_TRANSPORT], "udp") != 0
      || !hearth_decimal_parse (fields[FIELD_PRIORITY], 1, G_MAXUINT32, &priority)
      || !hearth_decimal_parse (fields[FIELD_PORT], 1, G_MAXUINT16, &port)
      || !g_str_equal (fields[FIELD_TYP], "typ"))
    return FALSE;

  memset (self, 0, sizeof *self);
  self->priority = (guint32) priority;
  if (g_strlcpy (self->foundation, fields[FIELD_FOUNDATION], sizeof self->foundation) >= sizeof self->foundation)
    return FALSE;

  return parse_type (&self->type, fields[FIELD_TYPE])
         && hearth_socket_address_parse (&self->address, fields[FIELD_ADDRESS], (guint16) port)
         && hearth_socket_address_is_usable (&self->address);
}

char *
hearth_ice_candidate_format (const HearthIceCandidate *self)
{
  char address[HEARTH_SOCKET_ADDRESS_TEXT_BYTES];
  const char *related = "";

  g_return_val_if_fail (self != NULL, NULL);

  hearth_socket_address_format (&self->address, address);
  /* Nobody outside needs to know what our address is at home: browsers do the same. */
  if (self->type != HEARTH_ICE_HOST)
    related = self->address.family == AF_INET ? " raddr 0.0.0.0 rport 0" : " raddr :: rport 0";

  return g_strdup_printf (ATTRIBUTE PREFIX "%s 1 UDP %u %s %u typ %s%s", self->foundation, self->priority, address,
                          self->address.port, types[self->type].name, related);
}
