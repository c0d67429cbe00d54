/** Where a throw-away Ceph lives and listens; all ports are of 127.0.0.1. */
export type CephPlace = {
  folder: string;
  fsid: string;
  monitorPort: number;
  monitorLegacyPort: number;
  gatewayPort: number;
};

/** The monitor's addresses in the form that Ceph 16 wants: both protocols, or its tools wait for the other one. */
export const monitorAddresses = ({ monitorPort, monitorLegacyPort }: CephPlace) =>
  `[v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${monitorLegacyPort}]`;

/** `ceph.conf` of one node: one copy of everything, in memory, nothing outside its folder and 127.0.0.1. */
export function cephConf(place: CephPlace): string {
  const { folder, fsid, gatewayPort } = place;
  return `[global]
fsid = ${fsid}
mon_host = ${monitorAddresses(place)}
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv4 = true
ms_bind_ipv6 = false
auth_allow_insecure_global_id_reclaim = false
keyring = ${folder}/keyring
run_dir = ${folder}/run
admin_socket = ${folder}/run/$name.$pid.asok
pid_file = ${folder}/run/$name.pid
log_file = ${folder}/log/$name.log
crash_dir = ${folder}/crash
mon_data = ${folder}/mon
mon_cluster_log_to_file = false
mon_data_avail_warn = 1
mon_data_avail_crit = 0
mon_allow_pool_size_one = true
# Changes of the map are agreed upon at once instead of once a second: there is nobody to wait for.
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
osd_data = ${folder}/osd
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_crush_chooseleaf_type = 0
rgw_data = ${folder}/rgw
rgw_frontends = beast endpoint=127.0.0.1:${gatewayPort}
`;
}
