package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Role;
import io.steadfill.control.Control;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and their grants in the control database. Knows hashes of passwords, never a password. */
public final class AccountStore {

    private final Control control;

    AccountStore(Control control) {
        this.control = control;
    }

    /** By name, sorted. */
    List<Account> all() {
        return control
                .client()
                .sql("select * from steadfill_control_account order by name")
                .query((row, n) -> read(row))
                .list()
                .stream()
                .map(this::withGrants)
                .toList();
    }

    public Optional<Account> find(String name) {
        return control.client()
                .sql("select * from steadfill_control_account where name = :name")
                .param("name", name)
                .query((row, n) -> read(row))
                .optional()
                .map(this::withGrants);
    }

    boolean isEmpty() {
        return control.client()
                        .sql("select count(*) from steadfill_control_account")
                        .query(Long.class)
                        .single()
                == 0;
    }

    @Nullable
    public String passwordHash(String name) {
        return control.client()
                .sql("select password_hash from steadfill_control_account where name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void insert(String name, String passwordHash, boolean seesData, ZoneId zone, String by) {
        control.client()
                .sql("""
                insert into steadfill_control_account (name, password_hash, sees_data, time_zone, created_by)
                values (:name, :hash, :sees, :zone, :by)
                """)
                .param("name", name)
                .param("hash", passwordHash)
                .param("sees", seesData)
                .param("zone", zone.getId())
                .param("by", by)
                .update();
    }

    void changePassword(String name, String passwordHash) {
        control.client()
                .sql("update steadfill_control_account set password_hash = :hash, epoch = epoch + 1 where name = :name")
                .param("hash", passwordHash)
                .param("name", name)
                .update();
    }

    void changeDisabled(String name, boolean disabled) {
        control.client()
                .sql("update steadfill_control_account set disabled = :disabled, epoch = epoch + 1 where name = :name")
                .param("disabled", disabled)
                .param("name", name)
                .update();
    }

    void changeSeesData(String name, boolean seesData) {
        control.client()
                .sql("update steadfill_control_account set sees_data = :sees where name = :name")
                .param("sees", seesData)
                .param("name", name)
                .update();
    }

    void changeZone(String name, ZoneId zone) {
        control.client()
                .sql("update steadfill_control_account set time_zone = :zone where name = :name")
                .param("zone", zone.getId())
                .param("name", name)
                .update();
    }

    void addGrant(String name, Grant grant) {
        control.client()
                .sql("insert into steadfill_control_grant (account, role, jobs) values (:name, :role, :jobs)")
                .param("name", name)
                .param("role", grant.role().word())
                .param("jobs", grant.jobs())
                .update();
    }

    void removeGrant(String name, Grant grant) {
        control.client()
                .sql("delete from steadfill_control_grant where account = :name and role = :role and jobs = :jobs")
                .param("name", name)
                .param("role", grant.role().word())
                .param("jobs", grant.jobs())
                .update();
    }

    /** Within a transaction: nobody else changes accounts meanwhile. */
    void lock() {
        control.client()
                .sql("select control_id from steadfill_control for update")
                .query(String.class)
                .list();
    }

    private Account withGrants(Account account) {
        return new Account(
                account.name(),
                grants(account.name()),
                account.seesData(),
                account.disabled(),
                account.zone(),
                account.epoch(),
                account.created(),
                account.createdBy());
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                List.of(),
                row.getBoolean("sees_data"),
                row.getBoolean("disabled"),
                ZoneId.of(row.getString("time_zone")),
                row.getInt("epoch"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }

    private List<Grant> grants(String name) {
        return control.client()
                .sql("select role, jobs from steadfill_control_grant where account = :name order by role, jobs")
                .param("name", name)
                .query((row, n) -> new Grant(Role.of(row.getString(1)), row.getString(2)))
                .list();
    }
}
